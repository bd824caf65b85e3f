# Relations within the tables

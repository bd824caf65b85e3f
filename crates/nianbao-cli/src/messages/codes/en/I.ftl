# Organ, year, period, contact

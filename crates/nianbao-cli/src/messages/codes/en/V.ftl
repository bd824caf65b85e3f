# Before publication: personal data, secrecy, what a file carries unseen

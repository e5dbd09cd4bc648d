INSERT INTO revlog VALUES (?1, ?2, -1, 3, ?3, ?3, ?4, 0, 1)

"""What chapters ask of tables, one module a subject, named as the field names it."""

"""What the sheets say, as plain frozen values: no workbook library, no colours, no fonts."""

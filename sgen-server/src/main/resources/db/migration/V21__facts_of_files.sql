-- What an upload found out about a file is written once and never changed: the program itself may not.
REVOKE UPDATE ON blob FROM "${app}";

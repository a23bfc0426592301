"""The encrypted store. The only part that knows sqlite-utils and SQLCipher.

sqlite-utils takes ``pysqlite3`` when it can import it, and catches only that module's ``OperationalError``.
SQLCipher's driver is registered under that name here, before any module of this package imports sqlite-utils:
otherwise its ``except OperationalError`` branches (``drop(ignore=True)``, ``alter=True``) never fire.
"""

import sys

import sqlcipher3
from sqlcipher3 import dbapi2

sys.modules["pysqlite3"] = sqlcipher3
sys.modules["pysqlite3.dbapi2"] = dbapi2

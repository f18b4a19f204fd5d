import os
import sys

import numpy

data = open("/data/point", encoding="utf-8").read().strip()
print(f"numpy {numpy.__version__} point {data} in {os.getcwd()} where {os.environ.get('WHERE', 'here')}", *sys.argv[1:])
with open(os.path.expanduser("~/cache"), "w", encoding="utf-8") as file:  # the home can be written to
    file.write("x")

"""What the job `train` runs: says where it is and what it sees, so that a log shows the environment at work."""

import os
import sys

print(f"python {sys.version.split()[0]} in {os.getcwd()}")
print("data:", sorted(os.listdir("/dataset")) if os.path.isdir("/dataset") else "/dataset is not mounted")

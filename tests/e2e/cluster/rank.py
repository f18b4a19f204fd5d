import os

keys = ("SLURM_PROCID", "SLURM_NNODES", "SLURM_NTASKS", "MASTER_ADDR", "MASTER_PORT")
print("rank", *[os.environ[key] for key in keys], os.uname().nodename)

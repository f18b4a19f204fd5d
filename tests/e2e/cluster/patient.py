import signal
import sys
import time


def stop(number, frame):
    print("got", signal.Signals(number).name, flush=True)
    sys.exit(0)


signal.signal(signal.SIGTERM, stop)
print("waiting", flush=True)
time.sleep(600)

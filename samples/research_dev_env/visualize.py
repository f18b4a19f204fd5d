"""A small look at the environment: points of the unit sphere through a random two-layer network.

Shows input (red) and output (blue) in a window of Open3D; without a display, or with `--out FILE`, writes both clouds to a
PLY file instead. Runs on the GPU when there is one, else on the CPU.
"""

import argparse
import os

import numpy as np
import torch


def sphere(count: int, generator: torch.Generator) -> torch.Tensor:
    """Points spread evenly over the unit sphere, one a row."""
    points = torch.randn(count, 3, generator=generator)
    return points / points.norm(dim=1, keepdim=True)


def write_ply(path: str, clouds: list[tuple[np.ndarray, tuple[int, int, int]]]) -> None:
    """All clouds in one ASCII PLY file, each in its colour."""
    rows = [(*point, *colour) for points, colour in clouds for point in points]
    with open(path, "w", encoding="ascii") as ply:
        ply.write("ply\nformat ascii 1.0\n")
        ply.write(f"element vertex {len(rows)}\n")
        ply.write("".join(f"property float {axis}\n" for axis in "xyz"))
        ply.write("".join(f"property uchar {channel}\n" for channel in ("red", "green", "blue")))
        ply.write("end_header\n")
        for x, y, z, red, green, blue in rows:
            ply.write(f"{x:.5f} {y:.5f} {z:.5f} {red} {green} {blue}\n")


def show(clouds: list[tuple[np.ndarray, tuple[int, int, int]]]) -> None:
    import open3d

    shapes = []
    for points, colour in clouds:
        cloud = open3d.geometry.PointCloud(open3d.utility.Vector3dVector(points.astype(np.float64)))
        cloud.paint_uniform_color([channel / 255 for channel in colour])
        shapes.append(cloud)
    open3d.visualization.draw_geometries(shapes)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--points", type=int, default=100)
    arguments.add_argument("--seed", type=int, default=0)
    arguments.add_argument("--out", metavar="FILE", help="write a PLY file, open no window")
    options = arguments.parse_args()

    generator = torch.Generator().manual_seed(options.seed)
    torch.manual_seed(options.seed)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    network = torch.nn.Sequential(torch.nn.Linear(3, 64), torch.nn.ReLU(), torch.nn.Linear(64, 3)).to(device)
    points = sphere(options.points, generator)
    with torch.no_grad():
        mapped = network(points.to(device)).cpu()

    clouds = [(points.numpy(), (220, 40, 40)), (mapped.numpy(), (40, 80, 220))]
    print(f"torch {torch.__version__} on {device}: {options.points} points mapped")
    if options.out or not os.environ.get("DISPLAY"):
        path = options.out or "visualize.ply"
        write_ply(path, clouds)
        print(f"wrote {path}")
    else:
        show(clouds)


if __name__ == "__main__":
    main()

"""Writes the files of NumpyFilesTest into a folder, with real NumPy; the committed ones were made with this."""

import sys
from pathlib import Path

import numpy as np

folder = Path(sys.argv[1])
a = np.arange(24, dtype=np.float32).reshape(2, 3, 4) - 7.5
np.save(folder / "row.npy", a)
np.save(folder / "fortran.npy", np.asfortranarray(a))
np.save(folder / "big.npy", a.astype(">f8"))
np.save(folder / "half.npy", a.astype(np.float16))
np.save(folder / "labels.npy", np.array([[3, -1], [2**31 - 1, 0]], dtype=np.int64, order="F"))
with open(folder / "v2.npy", "wb") as file:
    np.lib.format.write_array(file, a, version=(2, 0))
with open(folder / "v3.npy", "wb") as file:
    np.lib.format.write_array(file, a, version=(3, 0))
np.save(folder / "objects.npy", np.array([{}, None]), allow_pickle=True)
np.savez(folder / "plain.npz", x=a, n=np.int64(12), b=np.array([True, False]))
np.savez_compressed(folder / "compressed.npz", x=a, n=np.uint8(12), z=np.zeros(100_000, np.float32))

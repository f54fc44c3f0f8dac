"""Writes the formats in which MNIST and CIFAR-10 are published."""

import gzip
import io
import pickle
import struct
import tarfile

import numpy as np


def idx(array):
    """An array of unsigned bytes in the format of MNIST, gzipped."""
    header = struct.pack(f">HBB{array.ndim}I", 0, 8, array.ndim, *array.shape)
    return gzip.compress(header + array.tobytes(), mtime=0)


def old_pickle(X, y):
    """A batch as CIFAR-10's were pickled, by Python 2 and NumPy 1, with protocol 2."""

    class Python2(pickle._Pickler):  # the one in Python, whose way with strings can be changed
        dispatch = pickle._Pickler.dispatch.copy()

        def save_bytes(self, text):
            self.write(pickle.SHORT_BINSTRING + bytes([len(text)]) + text)

        def save_array(self, array):
            self.write(b"cnumpy.core.multiarray\n_reconstruct\n")
            self.save((np.ndarray, (0,), b"b"))
            self.write(pickle.REDUCE)
            values = array.tobytes()
            self.write(pickle.MARK)
            self.save(1)
            self.save(array.shape)
            self.write(b"cnumpy\ndtype\n")
            self.save((b"u1", 0, 1))
            self.write(pickle.REDUCE)
            self.save((3, b"|", None, None, None, -1, -1, 0))
            self.write(pickle.BUILD)
            self.save(False)
            self.write(pickle.BINSTRING + struct.pack("<i", len(values)) + values)
            self.write(pickle.TUPLE + pickle.BUILD)

        dispatch[bytes] = save_bytes
        dispatch[np.ndarray] = save_array

    out = io.BytesIO()
    batch = {b"batch_label": b"training batch 1 of 5", b"labels": y.tolist(), b"data": X}
    batch[b"filenames"] = [b"leptodactylus_pentadactylus_s_000004.png"] * len(y)
    Python2(out, protocol=2).dump(batch)
    return out.getvalue()


def archive(members):
    """A tar.gz of the given contents by name."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as tar:
        for name, content in members.items():
            member = tarfile.TarInfo(f"cifar-10-batches-py/{name}")
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    return out.getvalue()

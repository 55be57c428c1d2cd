package glissade.tensor;

import glissade.tensor.file.JsonText;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/// Reads and writes NumPy's `.npz` files: a ZIP archive with a `.npy` file for each name.
///
///     Npz.write(Path.of("data.npz"), StateDict.empty().with("x", x).with("count", 12));
///     Tensor x = Npz.read(Path.of("data.npz")).tensor("x");
///
/// Floats are read as tensors, whole numbers and truth values as 64-bit integers, with the conversions of [Npy]. Files of
/// `numpy.savez` and `numpy.savez_compressed` are read; what is written is stored uncompressed, as `savez` does, and equal
/// state dicts give equal files. An `.npz` has no place for metadata.
///
/// An archive cannot claim more than its compressed bytes can hold, checksums are compared, and two arrays of a name are
/// refused. Thread-safe.
public final class Npz {

    /// DEFLATE makes at most 258 bytes of two bits.
    private static final long MAX_EXPANSION = 1032;

    private static final String SUFFIX = ".npy";

    /// A ZIP archive counts a name's bytes, and some more with them, in 16 bits.
    private static final int MAX_NAME = 65_000;

    /// The first day that a ZIP archive can name; a clock's would make equal contents differ.
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private Npz() {
    }

    /// Reads all arrays, in the archive's order.
    ///
    /// @throws NpyException if the archive or an array is not valid, or of an element type that is not supported
    /// @throws IOException if it cannot be read
    public static StateDict read(Path file) throws IOException {
        Npy.requireFile(file);
        long size = Files.size(file);
        try (var zip = new ZipFile(file.toFile())) {
            var entries = new LinkedHashMap<String, StateEntry>();
            long compressed = 0;
            for (ZipEntry each : zip.stream().map(ZipEntry.class::cast).toList()) {
                String name = each.getName();
                compressed += Math.max(0, each.getCompressedSize());
                if (compressed > size) {
                    throw new NpyException(file, "its arrays take more bytes than the file has; they overlap");
                }
                if (!name.endsWith(SUFFIX)) {
                    throw new NpyException(file, "it holds " + JsonText.shown(name) + ", which is no .npy file");
                }
                String key = name.substring(0, name.length() - SUFFIX.length());
                if (entries.put(key, array(file, zip, each)) != null) {
                    throw new NpyException(file, "it holds two arrays named " + JsonText.shown(key));
                }
            }
            return new StateDict(entries, new TreeMap<>());
        } catch (ZipException e) {
            throw new NpyException(file, "it is no valid ZIP archive (" + e.getMessage() + ")");
        } catch (EOFException e) {
            throw new NpyException(file, "the compressed data is cut short");
        } catch (IllegalArgumentException e) {
            // the archive's reader meets names that are not in its character set in this way
            throw new NpyException(file, "a name in the archive is not valid (" + e.getMessage() + ")");
        }
    }

    private static StateEntry array(Path file, ZipFile zip, ZipEntry entry) throws IOException {
        String place = file + ", array " + JsonText.shown(entry.getName());
        long stored = Math.max(0, entry.getCompressedSize());
        long most = entry.getMethod() == ZipEntry.STORED ? stored : stored * MAX_EXPANSION;
        var check = new CRC32();
        try (var in = zip.getInputStream(entry)) {
            if (in == null) {
                throw new NpyException(file, "the array " + JsonText.shown(entry.getName()) + " cannot be found in it");
            }
            StateEntry result = NpyContent.read(place, new CheckedInputStream(in, check), most);
            if (check.getValue() != entry.getCrc()) {
                throw new NpyException(file, "the array " + JsonText.shown(entry.getName())
                        + " is damaged: its checksum differs");
            }
            return result;
        }
    }

    /// Writes a file, whole or not at all ([AtomicFile]).
    ///
    /// @throws IllegalArgumentException if the state has metadata, or a name that no archive can hold: above 65,000 bytes, with a NUL, or
    ///         not Unicode (half a surrogate pair)
    /// @throws IOException if the file cannot be written
    public static void write(Path file, StateDict arrays) throws IOException {
        if (!arrays.metadata().isEmpty()) {
            throw new IllegalArgumentException("an .npz file has no place for metadata, and " + arrays.metadata()
                    + " would be lost; write it with SafeTensors");
        }
        arrays.names().forEach(Npz::requireName);
        AtomicFile.write(file, out -> {
            try (var zip = new ZipOutputStream(out)) {
                zip.setLevel(Deflater.NO_COMPRESSION);
                for (String name : arrays.names()) {
                    var entry = new ZipEntry(name + SUFFIX);
                    entry.setTimeLocal(TIME);
                    zip.putNextEntry(entry);
                    NpyContent.write(zip, arrays.entry(name));
                    zip.closeEntry();
                }
            }
        });
    }

    private static void requireName(String name) {
        String problem = null;
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(name)) {
            problem = "holds half a surrogate pair, which UTF-8 cannot write";
        } else if (name.indexOf('\0') >= 0) {
            problem = "holds a NUL character, at which Python cuts it off";
        } else if (name.getBytes(StandardCharsets.UTF_8).length > MAX_NAME) {
            problem = "takes more than the " + MAX_NAME + " bytes that a ZIP archive has for it";
        }
        if (problem != null) {
            throw new IllegalArgumentException(
                    "the name " + JsonText.shown(name) + " " + problem + "; choose another");
        }
    }
}

package io.sallyport.diode;

/**
 * A file that a transfer carries.
 *
 * @param path below the medium's {@code targets/}, segments separated by {@code /}
 * @param length in bytes
 */
public record Listed(String path, long length) {
}

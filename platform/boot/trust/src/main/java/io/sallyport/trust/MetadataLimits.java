package io.sallyport.trust;

/**
 * Bounds on what a client reads.
 *
 * @param root longest root metadata, in bytes
 * @param timestamp longest timestamp metadata, in bytes
 * @param snapshot longest snapshot metadata, in bytes, where the timestamp states no length
 * @param targets longest targets metadata, in bytes, where the snapshot states no length
 * @param rotations most root versions followed in one refresh
 */
public record MetadataLimits(int root, int timestamp, int snapshot, int targets, int rotations) {
  public static final MetadataLimits DEFAULT = new MetadataLimits(512 << 10, 16 << 10, 2 << 20, 16 << 20, 1024);
}

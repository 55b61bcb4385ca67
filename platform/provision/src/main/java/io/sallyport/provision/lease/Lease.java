package io.sallyport.provision.lease;

/** A caller's hold on one version for the length of one call: that version is not retired before it is closed. Close it once, soon. */
public interface Lease extends AutoCloseable {
  PackageVersion version();

  @Override
  void close();
}

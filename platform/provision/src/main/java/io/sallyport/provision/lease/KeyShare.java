package io.sallyport.provision.lease;

/**
 * Where a key lies between 0 and 1, for shares of traffic: 64-bit FNV-1a over the UTF-16 code units (high byte first) of the package's name,
 * one zero unit and the key, then the finaliser of MurmurHash3 (fmix64), of which the upper 53 bits count as a fraction. The package's name
 * takes part so that not the same assets are the first ones for every model. A format: changing it would move assets between versions.
 */
final class KeyShare {
  private static final long OFFSET = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;
  private static final int FRACTION_BITS = 53;

  private KeyShare() {}

  /** @return 0 or more, below 1; evenly distributed over keys */
  static double of(String packageName, String key) {
    long hash = mixed(add(unit(add(OFFSET, packageName), 0), key));
    return (hash >>> (Long.SIZE - FRACTION_BITS)) * 0x1.0p-53;
  }

  private static long add(long hash, String text) {
    long sum = hash;
    for (int i = 0; i < text.length(); i++) {
      sum = unit(sum, text.charAt(i));
    }
    return sum;
  }

  private static long unit(long hash, int unit) {
    return (((hash ^ (unit >>> Byte.SIZE)) * PRIME) ^ (unit & 0xff)) * PRIME;
  }

  private static long mixed(long hash) {
    long h = hash;
    h = (h ^ (h >>> 33)) * 0xff51afd7ed558ccdL;
    h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return h ^ (h >>> 33);
  }
}

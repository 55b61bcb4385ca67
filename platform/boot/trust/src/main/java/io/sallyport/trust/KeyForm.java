package io.sallyport.trust;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;

/**
 * The one form in which a public key is taken: its value is parsed, checked, written again and compared. Decided by the bytes
 * alone, whichever security provider is there. Line breaks of a PEM are the one freedom; so keys are compared by {@link #identity}.
 *
 * @param spki the SubjectPublicKeyInfo (RFC 5280) in DER
 * @param identity equal for two keys exactly if the same private key signs for both; of RSA the modulus alone, since who knows its factors
 *     signs under every exponent
 */
record KeyForm(byte[] spki, ByteBuffer identity) {
  static final byte[] ED25519_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");
  static final byte[] ML_DSA_87_PREFIX = HexFormat.of().parseHex("30820a32300b060960864801650304031303820a2100");
  static final int ED25519_BYTES = 32;
  static final int ML_DSA_87_BYTES = 2592;
  static final String BEGIN = "-----BEGIN PUBLIC KEY-----";
  static final String END = "-----END PUBLIC KEY-----";
  private static final byte[] RSA_ALGORITHM = HexFormat.of().parseHex("300d06092a864886f70d0101010500");
  private static final byte[] P256_PREFIX = HexFormat.of().parseHex("3059301306072a8648ce3d020106082a8648ce3d03010703420004");
  private static final int P256_COORDINATE_BYTES = 32;
  private static final int MIN_RSA_BITS = 2048;
  private static final int MAX_RSA_BITS = 16384;
  private static final int MAX_RSA_EXPONENT_BITS = 64;
  private static final BigInteger TWO = BigInteger.TWO;
  private static final BigInteger THREE = BigInteger.valueOf(3);

  private static final BigInteger P256_P = new BigInteger("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", 16);
  private static final BigInteger P256_B = new BigInteger("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b", 16);

  private static final BigInteger ED_P = TWO.pow(255).subtract(BigInteger.valueOf(19));
  private static final BigInteger ED_D = BigInteger.valueOf(-121665).multiply(BigInteger.valueOf(121666).modInverse(ED_P)).mod(ED_P);
  /** The y of the eight points whose order divides 8 (RFC 8032 curve): 1, -1, 0 and the two of order 8. */
  private static final BigInteger ED_ORDER_8 =
      new BigInteger("05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826", 16);
  private static final Set<BigInteger> ED_SMALL_ORDER =
      Set.of(BigInteger.ONE, ED_P.subtract(BigInteger.ONE), BigInteger.ZERO, ED_ORDER_8, ED_P.subtract(ED_ORDER_8));

  /**
   * Parses the value of a key.
   *
   * @param value hexadecimal or PEM, as the algorithm wants it
   * @throws IllegalArgumentException if it is no key, a weak one, or not written in the one form; the message says why
   */
  static KeyForm of(Algorithm algorithm, String value) {
    byte[] spki = switch (algorithm) {
      case ED25519 -> ed25519(hex(value, ED25519_BYTES));
      case ML_DSA_87 -> join(ML_DSA_87_PREFIX, hex(value, ML_DSA_87_BYTES));
      case ECDSA_P256 -> p256(pem(value));
      case RSA_PSS -> rsa(pem(value));
    };
    byte[] identity = algorithm == Algorithm.RSA_PSS ? modulus(spki).toByteArray() : spki;
    return new KeyForm(spki, ByteBuffer.wrap(identity).asReadOnlyBuffer());
  }

  private static byte[] ed25519(byte[] raw) {
    byte[] bigEndian = new byte[ED25519_BYTES];
    for (int i = 0; i < ED25519_BYTES; i++) {
      bigEndian[i] = raw[ED25519_BYTES - 1 - i];
    }
    bigEndian[0] &= 0x7f;
    BigInteger y = new BigInteger(1, bigEndian);
    require(y.compareTo(ED_P) < 0, "an Ed25519 point that is not written in its least form");
    require(!ED_SMALL_ORDER.contains(y), "an Ed25519 point of small order, under which signatures prove nothing");
    // x^2 = (y^2 - 1) / (d y^2 + 1) must be a square; 0 is excluded by the small orders
    BigInteger y2 = y.multiply(y).mod(ED_P);
    BigInteger x2 = y2.subtract(BigInteger.ONE).multiply(ED_D.multiply(y2).add(BigInteger.ONE)).mod(ED_P);
    require(x2.modPow(ED_P.shiftRight(1), ED_P).equals(BigInteger.ONE), "no point of the curve Ed25519");
    return join(ED25519_PREFIX, raw);
  }

  private static byte[] p256(byte[] der) {
    require(der.length == P256_PREFIX.length + 2 * P256_COORDINATE_BYTES
        && Arrays.equals(der, 0, P256_PREFIX.length, P256_PREFIX, 0, P256_PREFIX.length), "not the DER of an uncompressed point of the named curve P-256");
    int middle = P256_PREFIX.length + P256_COORDINATE_BYTES;
    BigInteger x = new BigInteger(1, Arrays.copyOfRange(der, P256_PREFIX.length, middle));
    BigInteger y = new BigInteger(1, Arrays.copyOfRange(der, middle, der.length));
    BigInteger right = x.multiply(x).subtract(THREE).multiply(x).add(P256_B).mod(P256_P);
    require(x.compareTo(P256_P) < 0 && y.compareTo(P256_P) < 0 && y.multiply(y).mod(P256_P).equals(right), "no point of the curve P-256");
    return der;
  }

  private static byte[] rsa(byte[] der) {
    DerReader key = rsaKey(der);
    BigInteger modulus = integer(key);
    BigInteger exponent = integer(key);
    byte[] again = Der.sequence(RSA_ALGORITHM,
        Der.bits(Der.sequence(Der.integer(modulus.toByteArray()), Der.integer(exponent.toByteArray()))));
    require(Arrays.equals(der, again), "not the DER of an RSA key: other bytes come out when it is written again");
    require(modulus.signum() > 0 && modulus.bitLength() >= MIN_RSA_BITS && modulus.bitLength() <= MAX_RSA_BITS && modulus.testBit(0),
        "an RSA modulus that is even, or not of " + MIN_RSA_BITS + " to " + MAX_RSA_BITS + " bits");
    require(exponent.compareTo(THREE) >= 0 && exponent.testBit(0) && exponent.bitLength() <= MAX_RSA_EXPONENT_BITS,
        "an RSA exponent that is even, below 3 or above " + MAX_RSA_EXPONENT_BITS + " bits");
    return der;
  }

  private static BigInteger modulus(byte[] der) {
    return integer(rsaKey(der));
  }

  private static DerReader rsaKey(byte[] der) {
    DerReader outer = new DerReader(new DerReader(der).next(0x30));
    outer.next(0x30);
    byte[] bits = outer.next(0x03);
    require(bits.length > 0, "an empty DER bit string");
    return new DerReader(new DerReader(Arrays.copyOfRange(bits, 1, bits.length)).next(0x30));
  }

  private static BigInteger integer(DerReader reader) {
    byte[] bytes = reader.next(0x02);
    require(bytes.length > 0 && bytes.length <= MAX_RSA_BITS / 8 + 1, "a DER integer of a length that no RSA key has");
    return new BigInteger(bytes);
  }

  /** Lower case only: the form that is written everywhere. */
  private static byte[] hex(String value, int length) {
    require(value.length() == 2 * length && value.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f'),
        "not " + length + " bytes in lower-case hexadecimal");
    return HexFormat.of().parseHex(value);
  }

  private static byte[] pem(String value) {
    String text = value.strip();
    require(text.startsWith(BEGIN) && text.endsWith(END) && text.length() >= BEGIN.length() + END.length(), "not one PEM public key");
    String body = text.substring(BEGIN.length(), text.length() - END.length()).replaceAll("[ \t\r\n]", "");
    byte[] der = Base64.getDecoder().decode(body);
    require(Base64.getEncoder().encodeToString(der).equals(body), "Base64 that has other digits when it is written again");
    return der;
  }

  private static byte[] join(byte[] a, byte[] b) {
    byte[] all = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, all, a.length, b.length);
    return all;
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}

package io.sallyport.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** One key is one key, however it is written; what is not written in the one form of it is refused. */
class KeyFormTest {
  private static final long SEED = 20261203;
  private static final int ROUNDS = 400;
  private static final JsonObject SIGNED = JsonObject.builder().put("n", 1).build();
  private static final KeyPair RSA = rsa();
  private static final BigInteger N = ((RSAPublicKey) RSA.getPublic()).getModulus();
  private static final BigInteger E = ((RSAPublicKey) RSA.getPublic()).getPublicExponent();
  private static final byte[] RSA_ALGORITHM = Der.hex("300d06092a864886f70d0101010500");

  @Test
  void leadingZerosAreRefused() {
    String modulus = pem(spki(RSA_ALGORITHM, padded(N, 1), padded(E, 0)));
    String exponent = pem(spki(RSA_ALGORITHM, padded(N, 0), padded(E, 2)));
    for (String value : List.of(modulus, exponent)) {
      assertIllFormed("rsa", "rsassa-pss-sha256", value);
    }
    assertWellFormed("rsa", "rsassa-pss-sha256", pem(spki(RSA_ALGORITHM, padded(N, 0), padded(E, 0))));
  }

  @TestFactory
  Stream<DynamicTest> ofRsaOnlyTheOneFormIsTaken() {
    byte[] good = RSA.getPublic().getEncoded();
    Map<String, String> bad = new LinkedHashMap<>();
    bad.put("no NULL parameter", pem(spki(Der.hex("300b06092a864886f70d010101"), padded(N, 0), padded(E, 0))));
    bad.put("the algorithm RSASSA-PSS", pem(spki(Der.hex("300b06092a864886f70d01010a"), padded(N, 0), padded(E, 0))));
    bad.put("a trailing byte", pem(Arrays.copyOf(good, good.length + 1)));
    bad.put("a trailing byte within the sequence", pem(Der.sequence(Arrays.copyOfRange(good, 4, good.length), new byte[] {5, 0})));
    bad.put("a length of three bytes", pem(concat(Der.hex("308300"), Arrays.copyOfRange(good, 2, good.length))));
    bad.put("an indefinite length", pem(concat(Der.hex("3080"), Arrays.copyOfRange(good, 4, good.length), new byte[2])));
    bad.put("unused bits", pem(unusedBits()));
    bad.put("a negative modulus", pem(spki(RSA_ALGORITHM, Arrays.copyOfRange(N.toByteArray(), 1, N.toByteArray().length), padded(E, 0))));
    bad.put("an even modulus", pem(spki(RSA_ALGORITHM, padded(N.subtract(BigInteger.ONE), 0), padded(E, 0))));
    bad.put("2047 bits", pem(spki(RSA_ALGORITHM, padded(N.shiftRight(1).setBit(0), 0), padded(E, 0))));
    bad.put("exponent 1", pem(spki(RSA_ALGORITHM, padded(N, 0), padded(BigInteger.ONE, 0))));
    bad.put("an even exponent", pem(spki(RSA_ALGORITHM, padded(N, 0), padded(BigInteger.valueOf(65536), 0))));
    bad.put("a long exponent", pem(spki(RSA_ALGORITHM, padded(N, 0), padded(BigInteger.TWO.pow(64).add(BigInteger.ONE), 0))));
    bad.put("PKCS#1", pem(good).replace("PUBLIC KEY", "RSA PUBLIC KEY"));
    bad.put("foreign characters in the Base64", pem(good).replace("\n", "\n*"));
    bad.put("two PEMs", pem(good) + "\n" + pem(good));
    bad.put("nothing", "");
    bad.put("begin and end that overlap", "-----BEGIN PUBLIC KEY-----END PUBLIC KEY-----");
    return bad.entrySet().stream().map(e -> DynamicTest.dynamicTest(e.getKey(), () -> assertIllFormed("rsa", "rsassa-pss-sha256", e.getValue())));
  }

  @TestFactory
  Stream<DynamicTest> ofP256OnlyTheOneFormIsTaken() {
    byte[] good = der(TestKeys.signer(Algorithm.ECDSA_P256).key());
    byte[] point = Arrays.copyOfRange(good, 27, 91);
    byte[] off = good.clone();
    off[90] ^= 1;
    Map<String, byte[]> bad = new LinkedHashMap<>();
    byte[] compressed = concat(new byte[] {(byte) (2 + (point[63] & 1))}, Arrays.copyOf(point, 32));
    byte[] named = Der.hex("301306072a8648ce3d020106082a8648ce3d030107");
    bad.put("a compressed point", Der.sequence(named, Der.bits(compressed)));
    bad.put("a hybrid point", Der.sequence(named, Der.bits(concat(new byte[] {(byte) (6 + (point[63] & 1))}, point))));
    bad.put("the point at infinity", Der.sequence(named, Der.bits(new byte[1])));
    bad.put("explicit parameters", Der.sequence(explicitP256(), Der.bits(concat(new byte[] {4}, point))));
    bad.put("no point of the curve", off);
    bad.put("another curve", Der.sequence(Der.hex("301006072a8648ce3d020106052b8104000a"), Der.bits(concat(new byte[] {4}, point))));
    bad.put("a trailing byte", Arrays.copyOf(good, good.length + 1));
    bad.put("a longer length", concat(Der.hex("308159"), Arrays.copyOfRange(good, 2, good.length)));
    return bad.entrySet().stream().map(e -> DynamicTest.dynamicTest(e.getKey(), () -> assertIllFormed("ecdsa", "ecdsa-sha2-nistp256", pem(e.getValue()))));
  }

  @TestFactory
  Stream<DynamicTest> ofEd25519OnlyTheOneFormIsTaken() {
    String good = TestKeys.signer().key().publicValue();
    Map<String, String> bad = new LinkedHashMap<>();
    bad.put("upper case", good.substring(0, 62) + "AB");
    bad.put("a byte more", good + "00");
    bad.put("the neutral point", "01" + "00".repeat(31));
    bad.put("the point of order 2", "ec" + "ff".repeat(30) + "7f");
    bad.put("a point of order 4", "00".repeat(32));
    bad.put("the other point of order 4", "00".repeat(31) + "80");
    bad.put("a point of order 8", "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05");
    bad.put("another point of order 8", "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a");
    bad.put("y = p", "ed" + "ff".repeat(30) + "7f");
    bad.put("y = p + 3", "f0" + "ff".repeat(30) + "7f");
    bad.put("no point of the curve", "02" + "00".repeat(31));
    return bad.entrySet().stream().map(e -> DynamicTest.dynamicTest(e.getKey(), () -> assertIllFormed("ed25519", "ed25519", e.getValue())));
  }

  @Test
  void keysThatToolsMakeAreWellFormed() throws GeneralSecurityException {
    for (Algorithm algorithm : List.of(Algorithm.ED25519, Algorithm.ECDSA_P256, Algorithm.ML_DSA_87)) {
      for (int i = 0; i < 20; i++) {
        TestKeys.signer(algorithm).key().requireForm();
      }
    }
    TufKey other = new TufKey("sphincs", "sphincs-shake-128s", "whatever");
    assertEquals(other, other.requireForm(), "carried, never counted");
  }

  /** A line break more, another type word, a further member: other key ids, one key. */
  @Test
  void keysThatAreWrittenInSeveralWaysCountOnce() {
    Signer signer = TestKeys.signer(Algorithm.ECDSA_P256);
    TufKey key = signer.key();
    List<TufKey> same = List.of(key, new TufKey(key.type(), key.scheme(), key.publicValue().strip()),
        new TufKey(key.type(), key.scheme(), key.publicValue().replace("\n", "\r\n")), new TufKey(key.scheme(), key.scheme(), key.publicValue()),
        TufKey.fromJson(key.toJson().toBuilder().put("x-owner", "other").build()));
    assertEquals(5, same.stream().map(TufKey::id).distinct().count());
    assertEquals(1, counted(same, Signature.of(signer, CanonicalJson.encode(SIGNED)).sig()));
    Signer mlDsa = TestKeys.signer(Algorithm.ML_DSA_87);
    TufKey more = TufKey.fromJson(mlDsa.key().toJson().toBuilder().put("x", 1).build());
    String signature = Signature.of(mlDsa, CanonicalJson.encode(SIGNED)).sig();
    Quorum quorum = PostQuantum.quorum(List.of(mlDsa.key(), more), 2);
    assertEquals(1, quorum.verifiedBy(envelope(quorum.keyids(), signature)).size());
  }

  /** Who knows the factors of a modulus signs under each exponent. */
  @Test
  void oneModulusIsOneKey() {
    TufKey f4 = new TufKey("rsa", "rsassa-pss-sha256", pem(spki(RSA_ALGORITHM, padded(N, 0), padded(E, 0))));
    TufKey other = new TufKey("rsa", "rsassa-pss-sha256", pem(spki(RSA_ALGORITHM, padded(N, 0), padded(BigInteger.valueOf(17), 0))));
    assertEquals(f4.requireForm().identity(), other.requireForm().identity());
  }

  /** Another signature by the same key, made from the first without the key, counts nothing more. */
  @Test
  void aSignatureInAnotherFormIsNoSecondOne() {
    Signer signer = TestKeys.signer(Algorithm.ECDSA_P256);
    byte[] low = signer.sign(CanonicalJson.encode(SIGNED));
    String other = HexFormat.of().formatHex(otherS(low));
    TufKey more = TufKey.fromJson(signer.key().toJson().toBuilder().put("x", 1).build());
    Map<String, TufKey> keys = Map.of(signer.key().id(), signer.key(), more.id(), more);
    Role role = new Role("targets", List.of(signer.key().id(), more.id()), 2, keys);
    Envelope both = new Envelope(SIGNED, List.of(new Signature(signer.key().id(), low), new Signature(more.id(), other)));
    assertEquals(1, role.verifiedBy(both).size());
    Envelope twice = new Envelope(SIGNED, List.of(new Signature(signer.key().id(), low), new Signature(signer.key().id(), other)));
    assertEquals(1, role.verifiedBy(twice).size());
    KeysTest.assertCode("SP-TRUST-0061", () -> Envelope.parse(twice.toBytes(), "test"));
  }

  /** Ed25519 with S + L in place of S (RFC 8032, 5.1.7: to be refused). */
  @Test
  void ed25519SignaturesAreTakenInTheirLeastFormOnly() {
    BigInteger order = BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
    Signer signer = TestKeys.signer();
    byte[] message = {1, 2, 3};
    byte[] signature = signer.sign(message);
    byte[] s = reversed(Arrays.copyOfRange(signature, 32, 64));
    byte[] bigger = new BigInteger(1, s).add(order).toByteArray();
    byte[] padded = new byte[32];
    System.arraycopy(bigger, Math.max(0, bigger.length - 32), padded, Math.max(0, 32 - bigger.length), Math.min(32, bigger.length));
    assertTrue(signer.key().verify(message, signature));
    assertFalse(signer.key().verify(message, concat(Arrays.copyOf(signature, 32), reversed(padded))));
  }

  @Test
  void ofMetadataIllFormedKeysOfARoleAreRefused() {
    TufKey bad = new TufKey("rsa", "rsassa-pss-sha256", pem(spki(RSA_ALGORITHM, padded(N, 1), padded(E, 0))));
    JsonObject keys = JsonObject.builder().put(bad.id(), bad.toJson()).build();
    JsonObject role = JsonObject.builder().put("keyids", List.of(bad.id())).put("threshold", 1).build();
    KeysTest.assertCode("SP-TRUST-0140", () -> RootMetadata.quorum(Quorum.Kind.CLASSICAL, role, RootMetadata.keys(keys)));
    JsonObject unused = JsonObject.builder().put("keyids", List.of()).put("threshold", 1).build();
    assertEquals(1, RootMetadata.quorum(Quorum.Kind.CLASSICAL, unused, RootMetadata.keys(keys)).threshold(), "a key that no role has does no harm");
  }

  @Test
  void peopleDoNotSignWithRsa() {
    TufKey rsa = new TufKey("rsa", "rsassa-pss-sha256", pem(RSA.getPublic().getEncoded()));
    KeysTest.assertCode("SP-TRUST-0141", () -> PairedKey.of(rsa));
    KeysTest.assertCode("SP-TRUST-0141", () -> PairedKey.of(new TufKey("sphincs", "sphincs", "00")));
    KeysTest.assertCode("SP-TRUST-0140", () -> PairedKey.of(new TufKey("ed25519", "ed25519", "01" + "00".repeat(31))));
    PairedKey.of(TestKeys.signer().key());
    PairedKey.of(TestKeys.signer(Algorithm.ECDSA_P256).key());
  }

  /** Whatever is done to the bytes of a key: it is refused, or it is another key, or it is the same one and counts once. */
  @Test
  void noEncodingOfAKeyCountsTwice() {
    Random random = new Random(SEED);
    for (TufKey key : List.of(new TufKey("rsa", "rsassa-pss-sha256", pem(RSA.getPublic().getEncoded())), TestKeys.signer(Algorithm.ECDSA_P256).key())) {
      byte[] der = der(key);
      for (int round = 0; round < ROUNDS; round++) {
        byte[] changed = mutated(der, random);
        TufKey other = new TufKey(key.type(), key.scheme(), pem(changed));
        if (other.identity().isPresent() && other.identity().equals(key.identity())) {
          boolean sameBytes = Arrays.equals(der, changed);
          boolean exponentOnly = key.type().equals("rsa") && changed.length == der.length;
          assertTrue(sameBytes || exponentOnly, () -> "seed " + SEED + ": " + HexFormat.of().formatHex(changed));
        }
      }
    }
  }

  private static byte[] mutated(byte[] der, Random random) {
    byte[] changed = der.clone();
    for (int i = 0; i <= random.nextInt(2); i++) {
      int at = random.nextInt(Math.min(changed.length, 48));
      changed = switch (random.nextInt(4)) {
        case 0 -> flipped(changed, at, random);
        case 1 -> concat(Arrays.copyOf(changed, at), new byte[1 + random.nextInt(2)], Arrays.copyOfRange(changed, at, changed.length));
        case 2 -> concat(Arrays.copyOf(changed, at), Arrays.copyOfRange(changed, at + 1, changed.length));
        default -> concat(changed, new byte[1 + random.nextInt(3)]);
      };
    }
    return changed;
  }

  private static byte[] flipped(byte[] bytes, int at, Random random) {
    byte[] changed = bytes.clone();
    changed[at] ^= (byte) (1 << random.nextInt(8));
    return changed;
  }

  private static int counted(List<TufKey> same, String signature) {
    Map<String, TufKey> keys = new LinkedHashMap<>();
    same.forEach(key -> keys.put(key.id(), key));
    List<String> ids = List.copyOf(keys.keySet());
    return new Role("targets", ids, same.size(), keys).verifiedBy(envelope(ids, signature)).size();
  }

  private static Envelope envelope(List<String> ids, String signature) {
    return new Envelope(SIGNED, ids.stream().map(id -> new Signature(id, signature)).toList());
  }

  private static void assertIllFormed(String type, String scheme, String value) {
    TufKey key = new TufKey(type, scheme, value);
    KeysTest.assertCode("SP-TRUST-0140", key::requireForm);
    assertTrue(key.identity().isEmpty());
    assertTrue(key.decoded().isEmpty());
  }

  private static void assertWellFormed(String type, String scheme, String value) {
    TufKey key = new TufKey(type, scheme, value).requireForm();
    assertTrue(key.identity().isPresent());
    assertTrue(key.decoded().isPresent());
  }

  private static byte[] explicitP256() {
    byte[] prime = padded(new BigInteger("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", 16), 0);
    byte[] field = Der.sequence(Der.hex("06072a8648ce3d0101"), Der.integer(prime));
    byte[] curve = Der.sequence(Der.tagged(4, Der.hex("ffffffff00000001000000000000000000000000fffffffffffffffffffffffc")),
        Der.tagged(4, Der.hex("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b")));
    byte[] base = Der.tagged(4, Der.hex("046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
        + "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5"));
    byte[] order = padded(new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16), 0);
    return Der.sequence(Der.hex("06072a8648ce3d0201"), Der.sequence(Der.integer((byte) 1), field, curve, base, Der.integer(order), Der.integer((byte) 1)));
  }

  private static byte[] unusedBits() {
    byte[] key = Der.sequence(Der.integer(padded(N, 0)), Der.integer(padded(E, 0)));
    return Der.sequence(RSA_ALGORITHM, Der.tagged(3, new byte[] {1}, key));
  }

  /** The same signature with n - s in place of s. */
  private static byte[] otherS(byte[] signature) {
    BigInteger order = new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
    DerReader values = new DerReader(new DerReader(signature).next(0x30));
    byte[] r = values.next(2);
    BigInteger s = new BigInteger(1, values.next(2));
    return Der.sequence(Der.integer(r), Der.integer(order.subtract(s).toByteArray()));
  }

  private static byte[] spki(byte[] algorithm, byte[] modulus, byte[] exponent) {
    return Der.sequence(algorithm, Der.bits(Der.sequence(Der.integer(modulus), Der.integer(exponent))));
  }

  private static byte[] padded(BigInteger number, int zeros) {
    return concat(new byte[zeros], number.toByteArray());
  }

  private static String pem(byte[] der) {
    return "-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END PUBLIC KEY-----\n";
  }

  private static byte[] der(TufKey key) {
    return Base64.getMimeDecoder().decode(key.publicValue().replaceAll("-----[A-Z ]*-----", ""));
  }

  private static byte[] reversed(byte[] bytes) {
    byte[] reversed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      reversed[i] = bytes[bytes.length - 1 - i];
    }
    return reversed;
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Arrays.stream(parts).forEach(out::writeBytes);
    return out.toByteArray();
  }

  private static KeyPair rsa() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}

package io.sallyport.trust;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;

/**
 * A self-signed X.509 certificate (RFC 5280) around an Ed25519 key. PKCS#12 key entries must have one; nobody ever trusts it: what counts
 * is the keyid in signed metadata. Hence "no well-defined expiration date", 99991231235959Z.
 */
final class SelfSigned {
  private static final byte[] ED25519 = Der.sequence(Der.hex("06032b6570"));

  private SelfSigned() {}

  static X509Certificate of(KeyPair pair) throws GeneralSecurityException {
    byte[] name = Der.sequence(Der.tagged(0x31, Der.sequence(Der.hex("0603550403"), Der.utf8("Sallyport signing key"))));
    byte[] serial = Arrays.copyOf(Digests.newSha256().digest(pair.getPublic().getEncoded()), 16);
    serial[0] = (byte) (serial[0] & 0x3f | 0x40);
    byte[] validity = Der.sequence(Der.utcTime("260101000000Z"), Der.generalizedTime("99991231235959Z"));
    byte[] body = Der.sequence(Der.tagged(0xa0, Der.integer((byte) 2)), Der.integer(serial), ED25519, name, validity, name, pair.getPublic().getEncoded());
    Signature signer = Signature.getInstance("Ed25519");
    signer.initSign(pair.getPrivate());
    signer.update(body);
    byte[] certificate = Der.sequence(body, ED25519, Der.bits(signer.sign()));
    return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(certificate));
  }
}

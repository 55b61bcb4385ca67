package io.sallyport.trust;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;

/**
 * A self-signed X.509 certificate (RFC 5280) around a signing key. PKCS#12 key entries must have one; nobody ever trusts it: what counts
 * is the keyid in signed metadata. Hence "no well-defined expiration date", 99991231235959Z.
 */
final class SelfSigned {
  private SelfSigned() {}

  /** @param signer the pair's private key */
  static X509Certificate of(KeyPair pair, Signer signer) throws GeneralSecurityException {
    byte[] algorithm = signer.key().algorithm().orElseThrow().identifier();
    byte[] name = Der.sequence(Der.tagged(0x31, Der.sequence(Der.hex("0603550403"), Der.utf8("Sallyport signing key"))));
    byte[] serial = Arrays.copyOf(Digests.newSha256().digest(pair.getPublic().getEncoded()), 16);
    serial[0] = (byte) (serial[0] & 0x3f | 0x40);
    byte[] validity = Der.sequence(Der.utcTime("260101000000Z"), Der.generalizedTime("99991231235959Z"));
    byte[] body = Der.sequence(Der.tagged(0xa0, Der.integer((byte) 2)), Der.integer(serial), algorithm, name, validity, name, pair.getPublic().getEncoded());
    byte[] certificate = Der.sequence(body, algorithm, Der.bits(signer.sign(body)));
    return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(certificate));
  }
}

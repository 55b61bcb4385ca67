package io.sallyport.itests.blackbox;

import io.sallyport.trust.RefusedException;
import io.sallyport.trust.RootMetadata;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Provider;
import java.security.Security;

/** Reads a root in a JVM whose own provider has lost ML-DSA, as a stock JDK 17 never had it. Prints the policy, or the refusal. */
public final class WithoutMlDsa {
  private WithoutMlDsa() {}

  public static void main(String[] arguments) throws Exception {
    Provider sun = Security.getProvider("SUN");
    sun.clear();
    sun.put("MessageDigest.SHA-256", "sun.security.provider.SHA2$SHA256");
    sun.put("MessageDigest.SHA-512", "sun.security.provider.SHA5$SHA512");
    sun.put("CertificateFactory.X.509", "sun.security.provider.X509Factory");
    try {
      System.out.println(RootMetadata.selfSigned(Files.readAllBytes(Path.of(arguments[0])), "root").policy());
    } catch (RefusedException e) {
      System.out.println(e.refusal().code());
    }
  }
}

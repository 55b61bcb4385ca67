package io.sallyport.connector.opcua;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;

/** Says in an admin's words why a connection failed. */
final class Failures {
  private static final Set<Long> USER = Set.of(StatusCodes.Bad_UserAccessDenied, StatusCodes.Bad_IdentityTokenInvalid,
      StatusCodes.Bad_IdentityTokenRejected);
  private static final Set<Long> OUR_CERTIFICATE = Set.of(StatusCodes.Bad_SecurityChecksFailed, StatusCodes.Bad_CertificateUntrusted,
      StatusCodes.Bad_CertificateInvalid, StatusCodes.Bad_CertificateTimeInvalid, StatusCodes.Bad_CertificateUriInvalid,
      StatusCodes.Bad_CertificateUseNotAllowed, StatusCodes.Bad_ApplicationSignatureInvalid, StatusCodes.Bad_SecurityPolicyRejected,
      StatusCodes.Bad_SecurityModeRejected);

  private Failures() {}

  /** The failure of an attempt whose server certificate was found trusted. */
  static LinkException of(Throwable failure, Settings settings, Path certificates) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof LinkException known) {
        return known;
      }
    }
    String server = settings.endpoint().toString();
    Optional<StatusCode> status = status(failure);
    if (status.filter(s -> USER.contains(s.value())).isPresent()) {
      return new LinkException(LinkState.BAD_USER, new Problem("SP-OPCUA-0005",
          "the server refused the user '" + settings.user().orElse("(anonymous)") + "' or its password (" + name(status.get()) + ")", server,
          "correct user.name or the secret that password.secret names; tried again every " + settings.reconnectMax().toSeconds() + " s"), failure);
    }
    if (status.filter(s -> OUR_CERTIFICATE.contains(s.value())).isPresent()) {
      return new LinkException(LinkState.REFUSED, new Problem("SP-OPCUA-0004",
          "the server refused the connector's certificate or security (" + name(status.get()) + ")", server,
          "have the server's operator trust " + certificates.resolve("own").resolve(OwnCertificate.FILE)), failure);
    }
    return new LinkException(LinkState.ABSENT, new Problem("SP-OPCUA-0002", "the server cannot be reached: " + reason(failure), server,
        "check that it runs and that a conduit leads to it; tried again by itself"), failure);
  }

  /** The failed check of a server certificate. */
  static LinkException untrusted(UaException failure, String thumbprint, String subject, Settings settings) {
    long code = failure.getStatusCode().value();
    if (code == StatusCodes.Bad_CertificateTimeInvalid || code == StatusCodes.Bad_CertificateIssuerTimeInvalid) {
      return new LinkException(LinkState.UNTRUSTED, new Problem("SP-OPCUA-0011", "the server's certificate " + thumbprint
          + " has expired or is not yet valid", settings.endpoint().toString(), "have the server's operator renew it, then trust the new one"),
          failure);
    }
    return new LinkException(LinkState.UNTRUSTED, new Problem("SP-OPCUA-0003", "the server's certificate " + thumbprint + " (" + subject
        + ") is not trusted (" + name(failure.getStatusCode()) + ")", settings.endpoint().toString(),
        "compare the thumbprint with the one shown at the server, then: opcua:trust " + thumbprint.substring(0, 16)), failure);
  }

  private static Optional<StatusCode> status(Throwable failure) {
    Optional<StatusCode> found = Optional.empty();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UaException ua) {
        found = Optional.of(ua.getStatusCode());
      }
    }
    return found;
  }

  private static String name(StatusCode status) {
    return StatusCodes.lookup(status.value()).map(names -> names[0]).orElse(status.toString());
  }

  private static String reason(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    if (root instanceof UaException ua) {
      return name(ua.getStatusCode());
    }
    return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
  }
}

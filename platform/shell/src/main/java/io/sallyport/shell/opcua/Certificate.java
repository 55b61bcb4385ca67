package io.sallyport.shell.opcua;

import java.nio.file.Path;
import java.time.Instant;

/**
 * A certificate that the connector knows.
 *
 * @param state {@code own}, {@code trusted} or {@code rejected}
 * @param thumbprint SHA-256 of its DER form, lower-case hex
 * @param sha1 the same by SHA-1, as OPC UA tools show it
 * @param validUntil end of its validity
 */
record Certificate(String state, String thumbprint, String sha1, String subject, Instant validUntil, Path file) {
}

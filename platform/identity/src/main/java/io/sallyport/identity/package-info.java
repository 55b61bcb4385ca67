/**
 * Who people are on this appliance: a local realm with roles, logins, and electronic signatures with full re-authentication.
 *
 * <p>On disk: {@code DATA/site/users.json} (0600): names, roles, PBKDF2-HMAC-SHA256 hashes; {@code DATA/site/tokens.json} (0600):
 * programs' tokens, by the SHA-256 of their secrets; {@code DATA/keys/approvers/USER.p12} (0600):
 * an approver's signing key, protected by the approver's own password (only where approvers sign on the appliance: {@code --demo}).
 */
@Export
@Version("0.1.0")
package io.sallyport.identity;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

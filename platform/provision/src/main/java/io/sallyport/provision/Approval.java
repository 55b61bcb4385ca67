package io.sallyport.provision;

import io.sallyport.trust.JsonObject;

/**
 * One person's signature on a candidate.
 *
 * @param keyid of the approver's key
 * @param user user id
 * @param name as printed
 * @param role approving role, such as {@code quality}
 * @param meaning what the signature says
 * @param time UTC
 * @param json as stored, with both signatures
 */
public record Approval(String keyid, String user, String name, String role, String meaning, String time, JsonObject json) {
}

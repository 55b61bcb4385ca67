package io.sallyport.api.workorder;

import io.sallyport.api.insight.Severity;
import java.util.UUID;

/**
 * Work that a capability proposes.
 *
 * @param key idempotency key: a second proposal with the same key yields the first one's work order; at most 256 characters, unique on the
 *     appliance: make it of the insight's id
 * @param insight the insight that it answers
 * @param asset at most 256 characters
 * @param title at most 512 characters
 * @param description at most 4000 characters
 */
public record WorkOrderProposal(String key, UUID insight, String asset, Severity priority, String title, String description) {
}

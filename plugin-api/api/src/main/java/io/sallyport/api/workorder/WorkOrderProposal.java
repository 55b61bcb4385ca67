package io.sallyport.api.workorder;

import io.sallyport.api.insight.Severity;
import java.util.UUID;

/**
 * Work that a capability proposes.
 *
 * @param key idempotency key: a second proposal with the same key yields the first one's work order
 * @param insight the insight that it answers
 */
public record WorkOrderProposal(String key, UUID insight, String asset, Severity priority, String title, String description) {
}

package io.sallyport.provision;

import io.sallyport.trust.site.SiteRoot;
import java.util.List;

/**
 * Whose signatures a generation of this site needs, as the site's root in force says.
 *
 * @param threshold how many different people
 * @param separation roles of which each must be filled by another person
 * @param approvers everyone who may sign, with their role
 */
public record ApprovalRule(int threshold, List<String> separation, List<SiteRoot.Approver> approvers) {
  public ApprovalRule {
    separation = List.copyOf(separation);
    approvers = List.copyOf(approvers);
  }
}

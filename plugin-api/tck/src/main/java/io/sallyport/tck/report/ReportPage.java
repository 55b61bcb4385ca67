package io.sallyport.tck.report;

import io.sallyport.trust.Envelope;
import io.sallyport.trust.Signature;
import io.sallyport.vault.tck.RuleOutcome;
import io.sallyport.vault.tck.RuleOutcome.Verdict;
import io.sallyport.vault.tck.TckReport;
import java.util.List;

/** A report as one page of HTML 5 without script, image or link, fit for print. */
final class ReportPage {
  private static final String STYLE = """
      body{font:15px/1.45 system-ui,sans-serif;margin:2rem auto;max-width:62rem;padding:0 1rem;color:#111;background:#fff}
      h1{font-size:1.5rem;margin:0}.verdict{font-weight:600}.passed{color:#0a5a2a}.failed{color:#a11212}.none{color:#555}
      table{border-collapse:collapse;width:100%;margin:1rem 0}th,td{border-bottom:1px solid #ccc;padding:.35rem .5rem;text-align:left;vertical-align:top}
      th{background:#f2f2f2}code{font:13px ui-monospace,monospace;overflow-wrap:anywhere}td:first-child,td:nth-child(2){white-space:nowrap}
      @media print{body{margin:0;max-width:none;font-size:10pt}tr{break-inside:avoid}th{background:none}}
      """;

  private ReportPage() {}

  static String of(TckReport report, Envelope envelope) {
    StringBuilder page = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>TCK report: ")
        .append(text(report.name() + " " + report.version())).append("</title>\n<style>\n").append(STYLE).append("</style>\n</head>\n<body>\n<h1>TCK report: ").append(text(report.name() + " " + report.version()))
        .append("</h1>\n<p class=\"verdict ").append(report.passed() ? "passed\">Passed" : "failed\">Failed").append(": ").append(report.count(Verdict.PASSED)).append(" rules kept, ")
        .append(report.count(Verdict.FAILED)).append(" broken, ").append(report.count(Verdict.NOT_APPLICABLE)).append(" not for this package</p>\n");
    facts(page, report, envelope);
    page.append("<table>\n<thead><tr><th>Rule</th><th>Verdict</th><th>What is demanded</th><th>What was observed</th></tr></thead>\n<tbody>\n");
    List.of(Verdict.FAILED, Verdict.PASSED, Verdict.NOT_APPLICABLE).forEach(verdict -> report.rules().stream().filter(rule -> rule.verdict() == verdict).forEach(rule -> row(page, rule)));
    return page.append("</tbody>\n</table>\n</body>\n</html>\n").toString();
  }

  private static void facts(StringBuilder page, TckReport report, Envelope envelope) {
    page.append("<table>\n<tbody>\n");
    fact(page, "Package", report.kind() + " " + report.name() + " " + report.version());
    fact(page, "Subject (descriptor without checks)", report.subject());
    report.bundles().forEach(bundle -> fact(page, "Bundle, SHA-256", bundle));
    fact(page, "Tested by", "TCK " + report.tck() + ", against plugin API " + report.api());
    fact(page, "On", "JDK " + report.jdk() + ", " + report.os());
    fact(page, "Signed by key", envelope.signatures().isEmpty() ? "nobody" : String.join(", ", envelope.signatures().stream().map(Signature::keyid).toList()));
    page.append("</tbody>\n</table>\n<p>This page is a copy for people. What counts is the signed file ").append(TckReport.FILE).append(" beside it.</p>\n");
  }

  private static void fact(StringBuilder page, String name, String value) {
    page.append("<tr><th scope=\"row\">").append(text(name)).append("</th><td><code>").append(text(value)).append("</code></td></tr>\n");
  }

  private static void row(StringBuilder page, RuleOutcome rule) {
    String style = switch (rule.verdict()) {
      case PASSED -> "passed";
      case FAILED -> "failed";
      case NOT_APPLICABLE -> "none";
    };
    page.append("<tr><td><code>").append(text(rule.id())).append("</code></td><td class=\"").append(style).append("\">").append(rule.verdict()).append("</td><td>").append(text(rule.title()))
        .append("</td><td>").append(text(rule.observed())).append("</td></tr>\n");
  }

  private static String text(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
  }
}

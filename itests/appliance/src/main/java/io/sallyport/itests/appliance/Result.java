package io.sallyport.itests.appliance;

import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one command answered.
 *
 * @param status exit status; 0 is success
 * @param out standard output, without colours
 * @param err standard error, without colours
 */
public record Result(String command, int status, String out, String err) {
  private static final Pattern CODE = Pattern.compile("SP-[A-Z]+-\\d{4}");
  /** What Karaf's console puts before the message of a command that failed. */
  private static final String FAILED = "Error executing command: ";

  public boolean succeeded() {
    return status == 0;
  }

  /** Both streams, for people. */
  public String text() {
    return (out + (err.isEmpty() ? "" : "\n" + err)).strip();
  }

  /** The code of the {@linkplain #refusal() refusal}. */
  public Optional<String> code() {
    return refusal().map(CODE::matcher).filter(Matcher::find).map(Matcher::group);
  }

  /** The line that says why the command failed, without what Karaf's console puts before it; of a report that holds codes, the first line that has one. */
  public Optional<String> refusal() {
    List<String> coded = text().lines().map(String::strip).filter(line -> CODE.matcher(line).find()).toList();
    return coded.stream().filter(line -> line.startsWith(FAILED)).findFirst().or(() -> coded.stream().findFirst()).map(line -> line.startsWith(FAILED) ? line.substring(FAILED.length()) : line);
  }

  /** This result, if it is a success. @throws AssertionError otherwise */
  public Result orFail() {
    if (!succeeded()) {
      throw new AssertionError(command + " ended with " + status + ": " + text());
    }
    return this;
  }

  /** The answer of a {@code --json} command as an object. */
  public JsonObject json() {
    return Json.parseObject(bytes(), command);
  }

  /** The answer of a {@code --json} command as a list of objects. */
  public List<JsonObject> jsonList() {
    Object value = Json.parse(bytes(), command);
    if (value instanceof List<?> list && list.stream().allMatch(JsonObject.class::isInstance)) {
      return list.stream().map(JsonObject.class::cast).toList();
    }
    throw new AssertionError(command + " did not answer with a list of objects: " + out);
  }

  /** Each line that is not blank, as if it were all that was answered: for several commands in one session, each with {@code --json}. */
  public List<Result> lines() {
    return out.lines().filter(line -> !line.isBlank()).map(line -> new Result(command, status, line, err)).toList();
  }

  private byte[] bytes() {
    orFail();
    return out.strip().getBytes(StandardCharsets.UTF_8);
  }
}

package io.sallyport.http.internal.area;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The query of a request; never the body, whatever type that says it is of. Immutable. */
public final class Query {
  private final Map<String, List<String>> parameters;

  /**
   * @param names that it may have
   * @throws HttpRefusal 400 if it has another
   */
  public Query(HttpServletRequest request, Set<String> names) {
    this.parameters = Stream.ofNullable(request.getQueryString()).flatMap(query -> Stream.of(query.split("&"))).filter(part -> !part.isEmpty())
        .map(part -> part.split("=", 2)).collect(Collectors.groupingBy(part -> decoded(part[0]), Collectors.mapping(part -> part.length < 2 ? "" : decoded(part[1]), Collectors.toList())));
    parameters.keySet().stream().filter(name -> !names.contains(name)).findFirst().ifPresent(name -> {
      throw wrong("there is no parameter " + name.replaceAll("[^A-Za-z0-9_]", "?") + " here");
    });
  }

  /** As often as it is there. */
  public List<String> all(String name) {
    return parameters.getOrDefault(name, List.of());
  }

  /** @throws HttpRefusal 400 if it is there twice */
  public Optional<String> one(String name) {
    List<String> all = all(name);
    if (all.size() > 1) {
      throw wrong("the parameter " + name + " is there twice");
    }
    return all.stream().findFirst();
  }

  /** @throws HttpRefusal 400 if it is no number of that range */
  public int number(String name, int least, int most, int otherwise) {
    return one(name).map(text -> number(name, text, least, most)).orElse(otherwise);
  }

  private static int number(String name, String text, int least, int most) {
    int number = text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : -1;
    if (number < least || number > most) {
      throw wrong("the parameter " + name + " is no number from " + least + " to " + most);
    }
    return number;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw wrong("the query is not percent-encoded text");
    }
  }

  public static HttpRefusal wrong(String what) {
    return HttpRefusal.of(400, "SP-HTTP-0034", what, "query", "see openapi.yaml");
  }
}

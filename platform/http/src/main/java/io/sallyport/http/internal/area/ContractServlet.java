package io.sallyport.http.internal.area;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** The contract, {@code openapi.yaml}, to everybody. Thread-safe. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/openapi.yaml")
public final class ContractServlet extends AreaServlet {
  private static final long serialVersionUID = 1L;

  private final String contract;

  @Activate
  public ContractServlet(@Reference HttpFigures figures, @Reference RefusalLog refusals) {
    super("/openapi.yaml", figures, refusals);
    this.contract = read();
  }

  /** The document. */
  public static String read() {
    try (InputStream in = ContractServlet.class.getResourceAsStream("/io/sallyport/http/openapi.yaml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  protected void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
    requireMethod(request, response, "GET");
    text(response, "application/yaml", contract);
  }
}

package io.sallyport.http.internal.inspect;

import io.sallyport.api.image.ImageInspector;
import io.sallyport.api.image.InspectionRequest;
import io.sallyport.api.image.InspectionResult;
import io.sallyport.api.image.InspectionResult.Inspected;
import io.sallyport.api.image.InspectionResult.Refused;
import io.sallyport.api.image.InspectionResult.Verdict;
import io.sallyport.api.image.PictureView;
import io.sallyport.api.inference.ModelIdentity;
import io.sallyport.http.internal.area.Door;
import io.sallyport.http.internal.area.HttpFigures;
import io.sallyport.http.internal.area.RefusalLog;
import io.sallyport.provision.lease.Lease;
import io.sallyport.provision.lease.PackageVersion;
import io.sallyport.provision.lease.Router;
import io.sallyport.trust.site.PackageKind;
import jakarta.servlet.Servlet;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;

/** Rejects everything, and remembers what it was asked. */
public final class TestInspector implements ImageInspector {
  public static final UUID ID = new UUID(1, 2);
  static final byte[] HEAT = {1, 2, 3};
  volatile Set<String> stations = Set.of("brick");
  volatile Optional<Refused> refusal = Optional.empty();
  volatile InspectionRequest asked;
  volatile boolean promoted = true;
  /** Leases that are held. */
  final AtomicInteger open = new AtomicInteger();
  /** How many were held while it inspected. */
  volatile int openWhenAsked;

  /** The servlet with this inspector, without a framework. */
  public Servlet servlet(Door door, HttpFigures figures, RefusalLog refusals) {
    Inspectors inspectors = new Inspectors(new OneBundle());
    inspectors.add(reference(), this);
    return new InspectServlet(door, inspectors, figures, refusals);
  }

  @SuppressWarnings("unchecked")
  private static ServiceReference<ImageInspector> reference() {
    Bundle bundle = (Bundle) Proxy.newProxyInstance(TestInspector.class.getClassLoader(), new Class<?>[] {Bundle.class}, TestInspector::identity);
    return (ServiceReference<ImageInspector>) Proxy.newProxyInstance(TestInspector.class.getClassLoader(), new Class<?>[] {ServiceReference.class},
        (proxy, method, arguments) -> method.getName().equals("getBundle") ? bundle : identity(proxy, method, arguments));
  }

  private static Object identity(Object proxy, Method method, Object[] arguments) {
    return switch (method.getName()) {
      case "equals" -> proxy == arguments[0];
      case "hashCode" -> System.identityHashCode(proxy);
      case "toString" -> "test inspector";
      default -> throw new UnsupportedOperationException(method.getName());
    };
  }

  /** Leases while {@link #promoted}, counted. */
  private final class OneBundle implements Router {
    @Override
    public Optional<Lease> lease(String packageName) {
      return Optional.empty();
    }

    @Override
    public Optional<Lease> lease(Bundle provider) {
      if (!promoted) {
        return Optional.empty();
      }
      open.incrementAndGet();
      return Optional.of(new Lease() {
        @Override
        public PackageVersion version() {
          return new PackageVersion("vision-qc", PackageKind.CAPABILITY, "1.0.0", "00");
        }

        @Override
        public void close() {
          open.decrementAndGet();
        }
      });
    }

    @Override
    public List<PackageVersion> active() {
      return List.of();
    }
  }

  @Override
  public Set<String> stations() {
    return stations;
  }

  @Override
  public InspectionResult inspect(InspectionRequest request) {
    asked = request;
    openWhenAsked = open.get();
    return refusal.<InspectionResult>map(refused -> refused).orElseGet(() -> new Inspected(ID, request.station(), request.item(), Verdict.REJECTED, 2.5, 1, 10, 20,
        new ModelIdentity("surface", "1.0.0", "00"), Instant.EPOCH, Optional.of(ID)));
  }

  @Override
  public Optional<byte[]> picture(String station, UUID inspection, PictureView view) {
    return inspection.equals(ID) ? Optional.of(HEAT) : Optional.empty();
  }
}

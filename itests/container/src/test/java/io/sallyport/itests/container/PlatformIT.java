package io.sallyport.itests.container;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;

import java.util.ArrayList;
import java.util.List;
import javax.inject.Inject;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;

/** Seen from inside the assembly. JUnit 4: Pax Exam's released driver. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class PlatformIT {
  @Inject
  private BundleContext context;

  @Configuration
  public Option[] configuration() {
    return new Option[] {AssemblyOptions.all()};
  }

  @Test
  public void everyBundleOfThePlatformIsActive() {
    List<String> inactive = new ArrayList<>();
    for (Bundle bundle : context.getBundles()) {
      boolean fragment = bundle.getHeaders().get(Constants.FRAGMENT_HOST) != null;
      if (!fragment && bundle.getState() != Bundle.ACTIVE) {
        inactive.add(bundle.getSymbolicName());
      }
    }
    assertEquals(List.of(), inactive);
    assertNotNull(context.getBundle(0));
  }
}

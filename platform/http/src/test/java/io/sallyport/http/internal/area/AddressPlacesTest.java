package io.sallyport.http.internal.area;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AddressPlacesTest {
  private final AddressPlaces places = new AddressPlaces(4);

  @Test
  void oneAddressHasHalfAndAnotherStillFindsAPlace() {
    AddressPlaces.Place first = places.enter("192.0.2.7").orElseThrow();
    assertTrue(places.enter("192.0.2.7").isPresent());
    assertFalse(places.enter("192.0.2.7").isPresent(), "a third of the same address");
    assertTrue(places.enter("192.0.2.8").isPresent());
    first.close();
    first.close();
    assertTrue(places.enter("192.0.2.7").isPresent(), "its place was given back");
    assertFalse(places.enter("192.0.2.7").isPresent(), "once");
  }

  @Test
  void allTogetherHaveNoMoreThanThereAre() {
    List<AddressPlaces.Place> held = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      Optional<AddressPlaces.Place> place = places.enter("192.0.2." + i);
      place.ifPresent(held::add);
      assertEquals(i < 4, place.isPresent());
    }
    held.forEach(AddressPlaces.Place::close);
    assertTrue(places.enter("192.0.2.9").isPresent());
  }
}

package io.sallyport.models.radiator;

/** Which rows serve what; decided by a row's number and whether it is normal, so that no row serves twice. */
enum Split {
  TRAINING, VALIDATION, TEST;

  static Split of(Row row) {
    if (!row.isNormal()) {
      return row.number() % 2 == 0 ? VALIDATION : TEST;
    }
    int rest = row.number() % 10;
    return rest < 6 ? TRAINING : rest < 8 ? VALIDATION : TEST;
  }
}

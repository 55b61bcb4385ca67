package io.sallyport.models.surface;

/** Row-major matrices of floats, in loops that the JIT turns into vector instructions. */
final class Matrix {
  private Matrix() {}

  /** {@code c[m × n] += a[m × k] · b[k × n]}; */
  static void addProduct(float[] a, float[] b, float[] c, int m, int k, int n) {
    float[] line = new float[n];
    for (int i = 0; i < m; i++) {
      System.arraycopy(c, i * n, line, 0, n);
      int p = 0;
      for (; p + 4 <= k; p += 4) {
        int at = i * k + p;
        if (a[at] != 0 || a[at + 1] != 0 || a[at + 2] != 0 || a[at + 3] != 0) {
          addFour(a[at], a[at + 1], a[at + 2], a[at + 3], b, p * n, line, n);
        }
      }
      for (; p < k; p++) {
        addOne(a[i * k + p], b, p * n, line, n);
      }
      System.arraycopy(line, 0, c, i * n, n);
    }
  }

  private static void addFour(float a0, float a1, float a2, float a3, float[] b, int at, float[] line, int n) {
    for (int j = 0; j < n; j++) {
      line[j] += a0 * b[at + j] + a1 * b[at + n + j] + a2 * b[at + 2 * n + j] + a3 * b[at + 3 * n + j];
    }
  }

  private static void addOne(float a, float[] b, int at, float[] line, int n) {
    for (int j = 0; j < n; j++) {
      line[j] += a * b[at + j];
    }
  }

  static float[] transposed(float[] matrix, int rows, int columns) {
    float[] out = new float[rows * columns];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        out[column * rows + row] = matrix[row * columns + column];
      }
    }
    return out;
  }
}

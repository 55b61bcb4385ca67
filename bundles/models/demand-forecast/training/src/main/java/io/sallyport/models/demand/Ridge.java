package io.sallyport.models.demand;

/** Least squares with a penalty on the coefficients, the inputs being scaled by their root mean square. */
final class Ridge {
  private Ridge() {}

  /**
   * @param rows inputs
   * @param used which columns may have a coefficient
   * @return one coefficient per column, 0 for those not used
   */
  static double[] fit(double[][] rows, double[] targets, boolean[] used, double penalty) {
    int columns = used.length;
    double[] scale = new double[columns];
    for (double[] row : rows) {
      for (int c = 0; c < columns; c++) {
        scale[c] += row[c] * row[c] / rows.length;
      }
    }
    double[][] gram = new double[columns][columns];
    double[] right = new double[columns];
    for (int c = 0; c < columns; c++) {
      scale[c] = Math.sqrt(scale[c] + 1e-9);
    }
    double[] scaled = new double[columns];
    for (int r = 0; r < rows.length; r++) {
      for (int c = 0; c < columns; c++) {
        scaled[c] = used[c] ? rows[r][c] / scale[c] : 0;
      }
      for (int a = 0; a < columns; a++) {
        right[a] += scaled[a] * targets[r] / rows.length;
        for (int b = 0; b <= a; b++) {
          gram[a][b] += scaled[a] * scaled[b] / rows.length;
        }
      }
    }
    for (int c = 0; c < columns; c++) {
      gram[c][c] += penalty;
    }
    double[] solution = solve(gram, right);
    for (int c = 0; c < columns; c++) {
      solution[c] = used[c] ? solution[c] / scale[c] : 0;
    }
    return solution;
  }

  /** By Cholesky. @param gram positive definite, lower triangle; overwritten */
  private static double[] solve(double[][] gram, double[] right) {
    int n = right.length;
    for (int j = 0; j < n; j++) {
      for (int i = j; i < n; i++) {
        double sum = gram[i][j];
        for (int k = 0; k < j; k++) {
          sum -= gram[i][k] * gram[j][k];
        }
        gram[i][j] = i == j ? Math.sqrt(sum) : sum / gram[j][j];
      }
    }
    double[] x = right.clone();
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < i; k++) {
        x[i] -= gram[i][k] * x[k];
      }
      x[i] /= gram[i][i];
    }
    for (int i = n - 1; i >= 0; i--) {
      for (int k = i + 1; k < n; k++) {
        x[i] -= gram[k][i] * x[k];
      }
      x[i] /= gram[i][i];
    }
    return x;
  }
}

package dev.assay.core.metric.rank;

import java.util.Optional;

/// The little linear algebra that strengths need.
final class Matrix {

    private static final double SINGULAR = 1e-14;

    private Matrix() {
    }

    /// The inverse by Gauss and Jordan with partial pivoting; absent if the matrix is singular.
    static Optional<double[][]> inverse(double[][] matrix) {
        int n = matrix.length;
        double[][] left = new double[n][];
        double[][] right = new double[n][n];
        for (int i = 0; i < n; i++) {
            left[i] = matrix[i].clone();
            right[i][i] = 1;
        }
        for (int column = 0; column < n; column++) {
            int pivot = column;
            for (int row = column + 1; row < n; row++) {
                pivot = Math.abs(left[row][column]) > Math.abs(left[pivot][column]) ? row : pivot;
            }
            if (Math.abs(left[pivot][column]) < SINGULAR) {
                return Optional.empty();
            }
            swap(left, pivot, column);
            swap(right, pivot, column);
            eliminate(left, right, column);
        }
        return Optional.of(right);
    }

    /// The product.
    static double[][] product(double[][] a, double[][] b) {
        double[][] product = new double[a.length][b[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < b[0].length; j++) {
                for (int k = 0; k < b.length; k++) {
                    product[i][j] += a[i][k] * b[k][j];
                }
            }
        }
        return product;
    }

    /// The identity less `1/n` everywhere: takes the mean away.
    static double[][] centring(int n) {
        double[][] centring = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                centring[i][j] = (i == j ? 1 : 0) - 1.0 / n;
            }
        }
        return centring;
    }

    private static void swap(double[][] rows, int a, int b) {
        double[] row = rows[a];
        rows[a] = rows[b];
        rows[b] = row;
    }

    private static void eliminate(double[][] left, double[][] right, int column) {
        double pivot = left[column][column];
        for (int j = 0; j < left.length; j++) {
            left[column][j] /= pivot;
            right[column][j] /= pivot;
        }
        for (int row = 0; row < left.length; row++) {
            double factor = left[row][column];
            if (row == column || factor == 0) {
                continue;
            }
            for (int j = 0; j < left.length; j++) {
                left[row][j] -= factor * left[column][j];
                right[row][j] -= factor * right[column][j];
            }
        }
    }
}

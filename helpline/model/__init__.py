"""Values and rules without IO."""

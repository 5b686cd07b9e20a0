"""Training of the evidence model. Needs scikit-learn; nothing in the engine imports this package."""

"""What plugs into Rasa: the importer, the policy and the NLU components."""

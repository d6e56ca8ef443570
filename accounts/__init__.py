"""Accounts, what they may do, and the trail of it.

``sealing`` keeps the trail and all history from being rewritten unseen.
"""

"""Load tests with locust: users of each front, a search for the highest rate that holds, a tab of its own. Nothing is imported here.

`import locust` changes how the whole process waits, so that nothing else in this project may import what stands in this folder.
"""

def hello():
    # ANCHOR: greet
    print("Hello")
    # ANCHOR_END: greet


hello()

"""Messages to a browser that asked for them (Web Push): sealed for it alone, signed by us, handed to its service.

Done here with `cryptography`, which is there anyway. pywebpush would bring requests, aiohttp and two small libraries,
and call addresses that strangers name without looking where they lead (`platform.calling` looks).
"""

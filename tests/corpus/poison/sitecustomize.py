"""Put on PYTHONPATH: a process started with it dies of an article with 毒 in it, as of a fault in native code."""

import importlib.abc
import importlib.util
import os
import signal
import sys


class Poison(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name != "nlp_extract.extraction":
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(name)
        run = spec.loader.exec_module

        def exec_module(module):
            run(module)
            passage_for = module.passage_for

            def deadly(article):
                if "毒" in article.text:
                    os.kill(os.getpid(), signal.SIGKILL)
                return passage_for(article)

            module.passage_for = deadly

        spec.loader.exec_module = exec_module
        return spec


sys.meta_path.insert(0, Poison())

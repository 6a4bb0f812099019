import json,sys,time,collections
from dedup.index import Index, prepare
from dedup.model import Document
import dedup.reuse.alignment as A
from rapidfuzz.distance import LCSseq
from dedup.reuse.stretch import is_promising
texts=[json.loads(l)['text'] for l in open('/work/shared/data/news/gnad_de.jsonl')]
n=int(sys.argv[2]);docs=[Document(id='r%d'%i,text=t) for i,t in enumerate(texts[:n])]
C=collections.Counter()
orig=A._may_count
def mc(chain,window,settings):
    r=orig(chain,window,settings)
    C['calls']+=1
    if chain.segments[0][2]>=settings.min_passage_words: C['long']+=1; return r
    if window is None: C['nowin']+=1; return r
    C['traced']+=1; C['true']+=r
    segs=window.segments(chain); m=settings.alignment_margin_words
    C['segs%d'%min(len(segs),3)]+=1
    l,ri,s=segs[0]; L,R,S=segs[-1]
    left=window.pair.left[max(0,l-m):L+S+m]; right=window.pair.right[max(0,ri-m):R+S+m]
    t=LCSseq.similarity(left,right)
    core=LCSseq.similarity(window.pair.left[l:L+S],window.pair.right[ri:R+S])
    if t<11 and t-core<=5:
        C['pruned']+=1
        assert not r
    return r
A._may_count=mc
with Index.open(sys.argv[1],read_only=True) as ix:
    print(ix.settings.alignment_margin_words, ix.settings.seed_words, ix.settings.max_document_frequency, ix.settings.max_seed_places, ix.bounds)
    ix.warm_up()
    p=prepare(docs,ix.settings)
    c=time.process_time(); ms=[]
    for i in range(0,n,32): ms+=ix.look_up(p[i:i+32])
    print('ms/article',(time.process_time()-c)/n*1e3)
    print({k:v/n for k,v in C.items()})
    print('overlaps/article',sum(len(m.overlaps) for m in ms)/n,'share',sum(m.earlier_share for m in ms)/n,'near',sum(len(m.near_duplicates) for m in ms)/n, 'notes',sum(bool(m.notes) for m in ms))

import json,sys,time,cProfile,pstats
from dedup.index import Index, prepare
from dedup.model import Document
n=int(sys.argv[3]);docs=[]
for i,l in enumerate(open(sys.argv[2])):
    if i>=n: break
    docs.append(Document(id='q%d'%i,text=json.loads(l)['text']))
with Index.open(sys.argv[1],read_only=True) as ix:
    ix.warm_up()
    p=prepare(docs,ix.settings)
    def go():
        ms=[]
        for i in range(0,n,32): ms+=ix.look_up(p[i:i+32])
        return ms
    ms=go()
    c=time.process_time(); go(); print('ms/article',(time.process_time()-c)/n*1e3)
    print('overlaps/article',sum(len(m.overlaps) for m in ms)/n,'share',sum(m.earlier_share for m in ms)/n,'near',sum(len(m.near_duplicates) for m in ms)/n, 'notes',sum(bool(m.notes) for m in ms))
    pr=cProfile.Profile(); pr.enable(); go(); pr.disable()
    st=pstats.Stats(pr); st.sort_stats('tottime').print_stats(25); st.sort_stats('cumtime').print_stats(45)

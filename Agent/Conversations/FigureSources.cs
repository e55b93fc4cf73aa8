namespace Agent.Conversations;

/// <summary>Where a figure in a reply may come from: what functions returned in this conversation, and what the person wrote.</summary>
internal sealed class FigureSources
{
    private readonly List<object> _unread = [];

    public void Fold(TurnEvent e)
    {
        switch (e)
        {
            case TurnStarted { Text: { } text }:
                _unread.Add(text);
                break;
            case ToolFinished finished:
                _unread.Add(finished.Result);
                break;
            case ConsentResolved resolved:
                _unread.Add(resolved.Outcome);
                break;
            case OrderChanged changed:
                _unread.Add(changed.Order);
                break;
        }
    }
}

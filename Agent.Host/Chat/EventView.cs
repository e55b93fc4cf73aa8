using Agent.Host.Cards;
using Agent.Host.Terminal;
using Agent.Plugins;
using Agent.Plugins.Baskets;
using Agent.Plugins.Orders;
using Agent.Plugins.Pricing;
using Agent.Wording;

namespace Agent.Host.Chat;

/// <summary>Prints TurnEvents: text as it streams, and cards from the results of functions. Used by one thread at a time.</summary>
internal sealed class EventView(Screen screen, WordBook book, TimeZoneInfo zone, Language language)
{
    private TextFlow _text = new(int.MaxValue);
    private BasketView? _basket;
    private bool _apart;
    private int _segment = -1;

    /// <summary>In the language of the last turn.</summary>
    public Words Words { get; private set; } = new(book, language, zone);

    public void Speak(Language language) => Words = Words with { Language = language };

    public void Show(TurnEvent e)
    {
        switch (e)
        {
            case TurnStarted started:
                Speak(started.Language);
                _text = new TextFlow(screen.LineWidth);
                (_apart, _segment) = (false, -1);
                break;
            case TextDelta delta:
                _segment = delta.Segment;
                ShowBasket();
                StandApart();
                screen.Print(_text.Add(PlainText.Prose(delta.Text)));
                break;
            // What was kept back whole leaves no lines to speak of.
            case TextDiscarded discarded when discarded.Segment == _segment:
                Block(Words["discarded"], screen.Dim);
                break;
            case ToolStarted tool:
                EndText();
                screen.ShowStatus(Words.SayOr("status." + tool.Function, Words["status.thinking"]));
                break;
            // Where it goes says nothing of what is in it: an empty basket is no news there.
            case ToolFinished { Function: "set_delivery", Result: BasketView { Lines.Count: 0 } }:
                break;
            case ToolFinished tool:
                Show(tool.Result);
                break;
            case ConsentRequested { Asked: var asked }:
                _basket = null;
                Draw(ConsentCard.Draw(asked, Words, Width));
                break;
            case ConsentResolved resolved when ReceiptCard.Draw(resolved.Outcome, Words, Width) is { } receipt:
                Draw(receipt);
                break;
            case OrderChanged news:
                ShowNews(news);
                break;
            case Queued queued:
                Block(Words.Say("queued", ("place", queued.Place), ("wait", Words.Minutes((int)Math.Ceiling(queued.Wait.TotalMinutes)))), screen.Warning);
                break;
            case Notice notice:
                Block(PlainText.Prose(notice.Text), screen.Warning);
                break;
            case TurnCompleted completed:
                ShowBasket();
                EndText();
                if (completed.Reason == StopReason.Stopped) Block(Words["stopped"], screen.Dim);
                // A question stands right under what it asks about; anything else ends the exchange.
                if (completed.Reason != StopReason.ConsentOpen) screen.PrintGap();
                break;
            case TurnFailed failed:
                Block(failed.ErrorId is { } id ? Words.Say("failed.id", ("text", PlainText.Prose(failed.Text)), ("id", id)) : PlainText.Prose(failed.Text), screen.Bad);
                break;
        }
    }

    public void Draw(Card card)
    {
        EndText();
        StandApart();
        // A frame parts a card from what is around it; without one an empty line does.
        if (!screen.MovesCursor) screen.PrintGap();
        screen.PrintBlock(CardRenderer.Render(card, screen));
        if (!screen.MovesCursor) screen.PrintGap();
    }

    public int Width => CardRenderer.WidthInside(screen);

    private void Show(object result)
    {
        switch (result)
        {
            // Several changes in one turn show the basket once, as it is in the end, and not at all where a price follows.
            case BasketView basket:
                _basket = basket;
                break;
            case Comparison { Ranked.Count: > 0 } comparison:
                _basket = null;
                Draw(ComparisonCard.Draw(comparison, Words, Width));
                break;
            case OrderList orders:
                Draw(OrderCard.List(orders, Words, Width));
                break;
        }
    }

    private void ShowBasket()
    {
        if (_basket is not { } basket) return;
        _basket = null;
        Draw(BasketCard.Draw(basket, Words, Width));
    }

    private void ShowNews(OrderChanged news)
    {
        EndText();
        var (line, more) = OrderCard.News(news, Words);
        screen.PrintProse(line, mark: "● ");
        if (more is not null) screen.PrintProse(more, screen.Warning, mark: "  ");
    }

    private void Block(string text, Func<string, string> style)
    {
        ShowBasket();
        EndText();
        screen.PrintProse(text, style);
    }

    /// <summary>One empty line between what the person wrote and the answer.</summary>
    private void StandApart()
    {
        if (!_apart) screen.PrintGap();
        _apart = true;
    }

    private void EndText() => screen.Print(_text.End());
}

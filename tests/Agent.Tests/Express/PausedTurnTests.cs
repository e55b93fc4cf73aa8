using Agent.Express;
using Agent.Planning;
using Agent.Plugins;
using Microsoft.Extensions.AI;

namespace Agent.Tests.Express;

/// <summary>That a turn goes on where it stopped and comes to the same as one from its start is held by every test at a <see cref="Table"/>; here is when it must not go on.</summary>
public sealed class PausedTurnTests
{
    private static readonly ChatOptions Options = new ChatOptions().WithDialogue(Table.In(Language.English).State);

    [Fact]
    public async Task A_turn_goes_on_where_it_stopped()
    {
        var messages = await Searched();

        var asked = await Call(messages);

        TurnOf(asked).ShouldBeSameAs(TurnOf(LastCall(messages)));
    }

    [Fact]
    public async Task A_turn_that_went_on_is_run_from_its_start_when_the_same_is_asked_again()
    {
        var messages = await Searched();
        var first = await Call(messages);

        var second = await Call(messages);

        TurnOf(second).ShouldNotBeSameAs(TurnOf(first));
        (second.CallId, second.Name).ShouldBe((first.CallId, first.Name));
    }

    [Fact]
    public async Task A_turn_whose_state_has_changed_is_run_from_its_start()
    {
        var messages = await Searched();

        var asked = await Call(messages, new ChatOptions().WithDialogue(Table.In(Language.German).State));

        TurnOf(asked).ShouldNotBeSameAs(TurnOf(LastCall(messages)));
    }

    [Fact]
    public async Task Two_who_bring_the_same_result_at_once_get_the_same_and_never_the_same_turn()
    {
        var messages = await Searched();
        using var start = new Barrier(2);

        var both = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                return Call(messages);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).Unwrap()));

        TurnOf(both[0]).ShouldNotBeSameAs(TurnOf(both[1]));
        both.Select(c => (c.CallId, c.Name)).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_hosts_context_does_not_hold_a_turn_up()
    {
        var messages = await Searched();
        var asked = Task.FromResult<FunctionCallContent>(null!);
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(new Nowhere());
        try
        {
            asked = Call(messages);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }

        (await asked).Name.ShouldBe("update_basket");
    }

    [Fact]
    public async Task A_scheduler_of_its_own_does_not_hold_a_turn_up()
    {
        var scheduler = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;

        var called = await Task.Factory.StartNew(async () => await Call(await Searched()), CancellationToken.None, TaskCreationOptions.None, scheduler).Unwrap();

        called.Name.ShouldBe("update_basket");
    }

    /// <summary>A turn that has searched, and its result.</summary>
    private static async Task<List<ChatMessage>> Searched()
    {
        List<ChatMessage> messages = [new(ChatRole.User, "two taro milk teas")];
        var call = await Call(messages);
        call.Name.ShouldBe("search_menu");
        messages.Add(new ChatMessage(ChatRole.Assistant, [call]));
        messages.Add(new ChatMessage(ChatRole.Tool, [new FunctionResultContent(call.CallId, Table.Found("taro milk teas", Table.Hit("taro", "Taro Milk Teas")))]));
        return messages;
    }

    private static async Task<FunctionCallContent> Call(List<ChatMessage> messages, ChatOptions? options = null)
    {
        var calls = new List<FunctionCallContent>();
        await foreach (var update in Table.Client.GetStreamingResponseAsync(messages, options ?? Options)) calls.AddRange(update.Contents.OfType<FunctionCallContent>());
        return calls.ShouldHaveSingleItem();
    }

    private static FunctionCallContent LastCall(List<ChatMessage> messages) => messages[^2].Contents.OfType<FunctionCallContent>().Single();

    private static ExpressTurn TurnOf(FunctionCallContent call) => call.RawRepresentation.ShouldBeOfType<ExpressTurn>();

    private sealed class Nowhere : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state)
        {
        }
    }
}

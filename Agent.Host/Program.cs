using System.Text;
using Agent.Host.Commands;

Console.OutputEncoding = Encoding.UTF8;
return await AgentCommand.RunAsync(args);
